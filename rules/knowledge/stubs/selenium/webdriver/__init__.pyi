from .chrome import Options as ChromeOptions
from .chrome import WebDriver as Chrome
from .firefox import WebDriver as Firefox
