"""Tables of the record as Qt reads them."""
