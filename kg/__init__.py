"""Knowledge graphs of security cooperation between states, every edge with its sentence."""

__version__ = "0.1.0"
