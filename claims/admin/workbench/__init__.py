"""The workbench: figures that clash, tried out beside what they allow, until a position stands."""
