"""Opening files: whatever an agency hands over becomes lines and tables, or one clear sentence why not."""
