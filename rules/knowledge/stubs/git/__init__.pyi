from .exc import GitCommandError as GitCommandError, InvalidGitRepositoryError as InvalidGitRepositoryError
from .remote import Remote as Remote
from .repo import Repo as Repo
