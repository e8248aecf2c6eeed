"""The bus as the gateway uses it: ask a service, hear two kinds of events."""

from gateway.bus.calls import PATIENCE, Bus, CallContext, Listener
from gateway.bus.client import BrokerBus

__all__ = ["PATIENCE", "BrokerBus", "Bus", "CallContext", "Listener"]
