"""Who is told what: digests, alerts, reminders, and figures for governors."""
