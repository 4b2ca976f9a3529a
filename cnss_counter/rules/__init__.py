"""The rules: pure. Given a procedure, a draft, parameters and a date, they return a verdict."""
