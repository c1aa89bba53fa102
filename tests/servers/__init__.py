"""Mail servers for tests: Dovecot, Postfix, and ones that misbehave on purpose."""
