"""Where messages end: decides which row a message is; nothing here touches a database."""
