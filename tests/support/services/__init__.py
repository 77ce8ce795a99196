"""Servers for tests that speak the protocols of the open-data services: PxWeb v1 and the State
Treasury's REST.

They listen on 127.0.0.1 with real sockets, so that time-outs, broken connections and half answers
are real too.
"""
