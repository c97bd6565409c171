"""An embedded Discord, as small as a conference needs it: gateway and REST on loopback, and people who tap."""
