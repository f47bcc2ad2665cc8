class SecurityBase:
    scheme_name: str
