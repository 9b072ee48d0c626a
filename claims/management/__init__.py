"""What operators run by ``manage.py``: the commands, and what several of them share."""
