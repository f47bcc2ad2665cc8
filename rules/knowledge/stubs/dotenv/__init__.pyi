from .main import dotenv_values as dotenv_values, find_dotenv as find_dotenv, load_dotenv as load_dotenv
