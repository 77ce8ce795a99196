"""The texts of the page's doors: tables, published shares, a second trial, files, editions."""

from __future__ import annotations

from collections.abc import Mapping

from analyysi.messages import Message

DOORS: Mapping[str, Message] = {
    "second": Message("A second trial beside it"),
    "table_door": Message("Figures from a table"),
    "published_door": Message("Published shares and their rule"),
    "files": Message("Files and the trial"),
    "audit": Message("Check an edition"),
    "file_too_large": Message("{file} is too large: {most} MB at most can be read here."),
    "choose": Message("Choose …"),
    "row": Message("Row"),
    "payer": Message("Payer"),
    "file": Message("File"),
    "difference": Message("Difference"),
    "as_it_stands": Message("By the terms"),
    "paste_here": Message("Paste the table here (Ctrl+V)"),
    "or_choose_file": Message("Or choose a file: .xlsx, .xls, .ods or .csv"),
    "chosen_file": Message("The file {file} is read."),
    "leave_file": Message("Leave the file"),
    "table_options": Message("What is read of the table"),
    "table_options_note": Message(
        "Empty fields are read from the table itself. A column is named by its letter or "
        "its heading."
    ),
    "table_sheet": Message("Sheet"),
    "table_payer_column": Message("Column of the payers"),
    "table_column": Message("Column of the figures"),
    "table_percent_column": Message("Column of the per cents"),
    "table_unit": Message("Unit of the sums"),
    "table_total": Message("Total cost"),
    "table_mark": Message("Decimal mark"),
    "table_where": Message("Rows that count"),
    "table_where_note": Message(
        "For example year=2023, or Municipality!=Kajaani. Several are set apart by a semicolon."
    ),
    "table_only_parties": Message("Pass over the rows of others"),
    "as_table_says": Message("As the table says"),
    "mark_comma": Message("Comma"),
    "mark_point": Message("Point"),
    "first_rows": Message("The first rows of the table"),
    "what_was_read": Message("What was read"),
    "columns_read": Message("Columns"),
    "doubtful": Message("These cannot be believed as they stand"),
    "without_figure": Message("Without a figure"),
    "passed_over": Message("Rows that were passed over"),
    "not_seen": Message("Hidden in the file, and not read"),
    "remarks": Message("Remarks"),
    "table_fold": Message("Paste a table or choose a file"),
    "table_door_what": Message(
        "Paste or drop a table with the payers and a figure of each, such as workstations "
        "or members of staff. It is read here and becomes a key that the cost can be shared"
        " by."
    ),
    "shown_is_copied": Message(
        "A spreadsheet copies what it shows: a figure shown as rounded is pasted as "
        "rounded. For the exact figures drop the file itself."
    ),
    "look": Message("Show what is read"),
    "table_was_read": Message("Figures read: {count}. Parties without one: {lacking}."),
    "figure": Message("Figure"),
    "estimate_column": Message("Estimate"),
    "estimate": Message("estimate: {words}"),
    "place": Message("Where it stands"),
    "key_what": Message("What the figures mean"),
    "key_note": Message("All four are needed: they stand in the report beside the figures."),
    "key_label": Message("Name of the figures"),
    "key_unit": Message("Unit of the figures"),
    "key_day": Message("Day that the figures are of"),
    "key_source": Message("Source of the figures"),
    "key_source_note": Message(
        "Who gave the figures, and when: for example the municipalities' answers of 15 August 2026."
    ),
    "key_add": Message("Add as a key"),
    "fill_in": Message("Fill in: {fields}."),
    "key_added": Message("Added: {key}. It can now be chosen as an allocation key."),
    "reading": Message("The table is read …"),
    "published_what": Message(
        "Paste or drop a table of shares that were decided somewhere. It is checked that "
        "its sums add up, and the rule that gives exactly those sums is looked for."
    ),
    "published_look": Message("Check and look for the rule"),
    "published_share": Message("Published"),
    "published_read": Message("Published shares beside those as they stand"),
    "rule_heading": Message("The rule behind the shares"),
    "searching": Message(
        "The rule is being looked for among many thousands. Other calculations wait meanwhile …"
    ),
    "searched": Message("The table was checked, and the rule was looked for."),
    "nothing_to_explain": Message(
        "Nobody pays anything by the table, so there is no rule to look for."
    ),
    "second_what": Message(
        "Keep what is tried now as A, and go on changing: both stand beside each other, and"
        " beside the split as it stands."
    ),
    "second_keep": Message("Keep this trial as A"),
    "second_first_name": Message("Name of A"),
    "second_second_name": Message("Name of B, which is being tried now"),
    "second_change": Message("{second} − {first}"),
    "second_caption": Message("{first}: {first_title}. {second}: {second_title}."),
    "second_swap": Message("Swap A and B"),
    "second_drop": Message("Leave A"),
    "second_kept": Message("This trial is kept as A. What is changed now is B."),
    "second_swapped": Message("A and B were swapped: what was A is being tried now."),
    "second_dropped": Message("A was left."),
    "second_left": Message("A was left, since another year or language was opened."),
    "files_what": Message("The same files as from the program, to the byte, of what is tried now."),
    "draft_year": Message("Year of the draft"),
    "draft_year_note": Message("Empty: the first year that has no terms yet."),
    "no_year": Message("'{year}' is no year: four digits were expected."),
    "figures_of": Message("{title}: {key}"),
    "handed": Message("{file} was handed to the browser ({size})."),
    "size": Message("{kilobytes} kB"),
    "link_heading": Message("A link that carries the trial"),
    "link_what": Message(
        "The link holds the whole trial and the fingerprint of the figures that it rests "
        "on. It opens in this file only, and in a copy of it with the same figures; in a "
        "copy elsewhere, put the part from the mark # at the end of the address of that "
        "copy."
    ),
    "link_make": Message("Make a link"),
    "link": Message("Link to the trial"),
    "link_short": Message("{count} characters, figures {fingerprint}."),
    "link_long": Message(
        "{count} characters: too long for many mail programs, which cut it. Send the trial "
        "as a file instead. Figures {fingerprint}."
    ),
    "link_copy": Message("Copy the link"),
    "link_copied": Message("The link was copied."),
    "link_not_copied": Message(
        "The browser did not copy it: copy the link from its field with Ctrl+C."
    ),
    "open_trial": Message("Open a trial"),
    "open_trial_what": Message(
        "A trial opens only on the figures that it was made on; it takes the place of what "
        "is tried now."
    ),
    "trial_file": Message("File of a saved trial (.json)"),
    "link_given": Message("Or the link"),
    "link_open": Message("Open the link"),
    "trial_opened": Message(
        "The trial was opened. It rests on the same figures as this file ({fingerprint})."
    ),
    "link_broken": Message(
        "The link holds no whole trial: it was cut on the way, or it is another link. Ask "
        "for the trial as a file."
    ),
    "no_trial_so_large": Message("{file} is too large to be a saved trial."),
    "audit_what": Message(
        "For auditors: choose or drop an edition's run.json, results.csv or its report "
        "(HTML). Its shares are computed again from the figures in this file and compared "
        "exactly. Nothing of the file is run."
    ),
    "audit_file": Message("File of an edition"),
    "audit_working": Message("The shares are computed again …"),
    "audit_agreement": Message("Agreement and year"),
    "audit_edition": Message("Edition"),
    "audit_published": Message("Published on"),
    "audit_version": Message("Version of the program"),
    "audit_fingerprint": Message("Fingerprint"),
    "audit_results": Message("results.csv"),
    "audit_compared": Message("Shares compared"),
    "audit_same": Message("the same"),
    "audit_other": Message("another"),
    "audit_differences": Message("Where the shares are not equal"),
    "audit_share": Message("Compared share"),
    "audit_given": Message("In the file"),
    "audit_computed": Message("Computed"),
    "audit_more": Message("{count} more are not equal."),
    "audit_files": Message("Files that are others than those of the edition"),
    "drop_which": Message("What does it hold?"),
    "drop_table": Message("The figures of the payers"),
    "drop_published": Message("Published shares"),
    "drop_nothing": Message("Do nothing with it"),
    "drop_here": Message("Drop the file anywhere"),
    "drop_one": Message("Drop one file at a time."),
    "pasted_table": Message("Pasted table"),
}
"""The name of each text to its message."""
