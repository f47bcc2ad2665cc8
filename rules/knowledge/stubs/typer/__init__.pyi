from click import echo as echo, secho as secho, prompt as prompt, confirm as confirm, style as style
from click.core import Context as Context
from click.exceptions import Abort as Abort, Exit as Exit
from .main import Typer as Typer, run as run
from .params import Argument as Argument, Option as Option

class BadParameter(Exception): ...
