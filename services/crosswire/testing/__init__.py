"""What people use to test their own consumers: a running system, invented articles, and the sample newsroom.

A whole system in a test, on containers where Docker answers and on the embedded engines where it does not::

    import crosswire.testing
    from crosswire_schemas.records import Contradiction

    def test_my_consumer_tells_the_desk():
        with crosswire.testing.system() as system:
            system.publish(article("Bridge falls", "Twelve people died, police said.", outlet="One"), ...)
            found = system.wait_for(Contradiction, lambda record: record.type == "number")
            my_consumer.read_one(system.kafka)

``system.kafka`` and ``system.database`` are addresses for your own clients. ``system.settle()`` returns when all is
read, for what must not come. ``start``, ``stop`` and ``kill`` take a stage; ``system.containers`` are docker's own
objects, to pause or kill an engine. Times are fixed where they are functions of the input: ``article`` dates what it
makes, and every id, claim, event, matter and ``first_published_at`` follows from that alone; only ``updated_at`` and
the broker's timestamps tell when the test ran. One system takes 10 to 20 seconds to start: share it between tests
(a fixture of scope ``session``), and give each test articles of its own.
"""

from crosswire.testing.inventing import article
from crosswire.testing.running import NotSeen, System, system

__all__ = ["NotSeen", "System", "article", "system"]
