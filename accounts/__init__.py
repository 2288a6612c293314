"""Who acts, and what did they do?"""
