"""The editors' screens: form fields and widgets that suit the record, and lists of what is no page."""
