"""PostgreSQL: the connection, the migrations, the rows of the sink, contradict's memory, the pages' queries."""
