from typing import Any

class Info:
    context: Any
    field_name: str
    root_value: Any
    variable_values: Any
