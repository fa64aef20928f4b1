"""Which addresses may be connected to: the public internet's, and what an operator allows (RFC 6890, RFC 6052)."""

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Network = IPv4Network | IPv6Network

RESERVED = tuple(
    ip_network(text)
    for text in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
        "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
        "203.0.113.0/24", "224.0.0.0/3",
        "::/96", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10",
        "fec0::/10", "ff00::/8",
    )
)  # fmt: skip
TRANSLATED = (ip_network("64:ff9b::/96"), ip_network("64:ff9b:1::/48"))


@dataclass(frozen=True, slots=True)
class Allowed:
    """Hosts and networks that an operator opens, although they are private or reserved."""

    hosts: frozenset[str]
    networks: tuple[Network, ...]


def allowed(entries: Iterable[str]) -> Allowed:
    """Read an allow-list of host names, addresses and networks (CIDR)."""
    hosts, networks = set(), []
    for entry in (entry.strip().lower() for entry in entries):
        try:
            networks.append(ip_network(entry, strict=False))
        except ValueError:
            hosts.add(entry)
    return Allowed(frozenset(hosts - {""}), tuple(networks))


def is_forbidden(address: str, host: str, opened: Allowed) -> bool:
    """Whether ``address``, to which ``host`` was resolved, may not be connected to; what is no address is forbidden."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return True
    inner = _inner(found)
    if host.lower().rstrip(".") in opened.hosts or any(_inside(one, opened.networks) for one in (found, inner)):
        return False
    return _is_reserved(found) if inner is found else _is_reserved(inner)


def is_forbidden_literal(host: str, opened: Allowed) -> bool:
    """Whether ``host`` is an address in the place of a name, which goes past every resolver, and is forbidden."""
    try:
        ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return is_forbidden(host, host, opened)


def _inside(address: IPv4Address | IPv6Address, networks: Iterable[Network]) -> bool:
    return any(address.version == network.version and address in network for network in networks)


def _is_reserved(address: IPv4Address | IPv6Address) -> bool:
    return _inside(address, RESERVED) or not address.is_global or address.is_multicast


def _inner(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address that an IPv6 address stands for: mapped, compatible, 6to4, Teredo or NAT64."""
    if isinstance(address, IPv4Address):
        return address
    if _inside(address, TRANSLATED):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None) or address
