"""What each thing looks like from outside: every field declared, with what it means."""
