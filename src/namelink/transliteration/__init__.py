"""From one script to another: how names sound, and how they are spelt in Latin letters."""
