"""Claims out of reports: figures, attacks, responsibility, reactions, with who says so and of which happening."""
