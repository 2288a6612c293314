"""What did it say, exactly, when we kept it?"""
