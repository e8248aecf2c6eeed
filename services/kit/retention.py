"""How long things are remembered. Each of these leans on another."""

from datetime import timedelta

REPLIES_LIVE = timedelta(days=2)
"""They hold what the member was answered: no longer than a client reasonably retries."""
JOURNAL_DAYS = 7
INBOX_DAYS = 30
"""An event may come again for as long as it is kept (PUBLISHED_EVENTS_KEPT), is then in the journal anew, and may be
replayed from there: the inboxes must know it for longer than both together."""
INBOX_LIVES = timedelta(days=INBOX_DAYS)
