"""How does an assessment become a page?"""
