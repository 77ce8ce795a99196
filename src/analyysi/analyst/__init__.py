"""What `import analyysi` offers: cases, comparisons and reports for an analyst's notebook."""
