"""The papers that a report is handed out as: page, PDF, Word files, workbook, index of a batch."""
