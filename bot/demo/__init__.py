"""A whole conference here and now: an embedded homeserver, and citizens who take part."""
