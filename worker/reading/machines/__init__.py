"""What no person wrote: bounces, automatic replies, newsletters."""
