"""Values to outcomes: the policy, the case, the calendar and the head's reply. No I/O, no clock."""
