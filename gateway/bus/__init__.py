"""The bus as the gateway uses it: ask a service, hear two kinds of events."""

from gateway.bus.client import BrokerBus
from gateway.bus_port import PATIENCE, Bus, CallContext, Listener

__all__ = ["PATIENCE", "BrokerBus", "Bus", "CallContext", "Listener"]
