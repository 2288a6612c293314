"""What do researchers say about which passage?"""
