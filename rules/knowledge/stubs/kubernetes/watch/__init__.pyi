from .watch import Watch as Watch
