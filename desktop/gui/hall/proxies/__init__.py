"""委托: who takes part in the place of whom, as the rule set in force allows."""
