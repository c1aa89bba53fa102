"""Signing in by OAuth2: tokens from Microsoft's and Google's sign-in services, kept, renewed, explained."""
