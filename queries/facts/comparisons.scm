; Comparisons for equality, of which one side may be a secret.
(comparison_operator
  operators: ["==" "!="]) @comparison
