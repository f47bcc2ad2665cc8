from .client import JIRA as JIRA
from .exceptions import JIRAError as JIRAError
