"""Questions for trainers, made out of the models themselves."""
