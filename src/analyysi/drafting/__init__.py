"""New agreements, years and decisions: drafts written as files."""
