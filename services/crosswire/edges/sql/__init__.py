"""The migrations: ordered SQL files, applied forward only and never changed once released."""
