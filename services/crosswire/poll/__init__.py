"""The poll stage: feeds to articles. Pure; what reaches the network is in edges/fetch.py and edges/polling.py."""
