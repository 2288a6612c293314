"""What exists, and how is it cited?"""
