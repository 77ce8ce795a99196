"""Helpers of the tests: stand-ins of the services, tools for browser, office and PDF, made-up
cases.
"""
