"""In what do models differ, with and without a household?"""
