"""What answers the page of the desk file: requests and answers in JSON, computed by the program's
own code.
"""
