"""The transaction-validator function: is this body a transaction?"""
