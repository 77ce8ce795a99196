"""The texts of the beginning: an agreement from a pasted table, in a desk for anything."""

from __future__ import annotations

from collections.abc import Mapping

from analyysi.messages import Message

BEGIN: Mapping[str, Message] = {
    "blank_what": Message(
        "Share a cost among any payers: paste a table of them, and the calculator shares the cost "
        "by its figures. It works in your browser, needs no network and no installation, and "
        "sends nothing anywhere."
    ),
    "blank_no_script": Message(
        "Scripts are switched off here, and nothing can be calculated. Allow scripts for this file."
    ),
    "blank_failed": Message("The calculator did not start: {fault}."),
    "blank_lacking": Message(
        "This browser cannot run the calculator, since it lacks {lacking} or has it switched off. "
        "Open the file in another browser, or ask your IT support to allow WebAssembly for local "
        "files: in Edge and Chrome the policy DefaultJavaScriptJitSetting switches it off, in "
        "Firefox the setting javascript.options.wasm."
    ),
    "blank_ready": Message("The calculator is ready. Begin with the table of the payers."),
    "begin": Message("1. The payers and their figures"),
    "begin_what": Message(
        "Copy the table in Excel with its headings: a row for each payer, the name in one column "
        "and the figures in the others. The figures are what the cost is shared by, such as staff "
        "or hours."
    ),
    "begin_example": Message("An example of the form. The figures are made up."),
    "begin_example_payer": Message("Example {letter}"),
    "begin_example_staff": Message("Staff"),
    "begin_example_hours": Message("Hours"),
    "begin_try": Message("Try with the example"),
    "begin_example_title": Message("Example: a shared system"),
    "begin_look": Message("Read the table"),
    "begin_was_read": Message("Read: {payers} payers and {columns} columns of figures."),
    "begin_words": Message("2. What was read, and what is shared"),
    "begin_title": Message("What is paid for together, as a title"),
    "begin_year": Message("Year"),
    "begin_columns": Message("What the figures are"),
    "begin_columns_note": Message(
        "At first the cost is shared by the first of these columns. You can change the way of "
        "sharing at once after that."
    ),
    "begin_column": Message("Column {column}: {heading}"),
    "begin_use": Message("Use this column"),
    "begin_label": Message("What the figures are called"),
    "begin_unit": Message("Unit of the figures"),
    "begin_day": Message("The day that they are of"),
    "begin_day_note": Message(
        "Where the table names no day, today is offered. Write another if the figures are older."
    ),
    "begin_more": Message("More, if you want"),
    "begin_source": Message("Where the figures are from"),
    "begin_source_note": Message(
        "Where nobody says it, the report says that the figures are an assumption which was put "
        "into this calculator today."
    ),
    "begin_organiser": Message("Who organises what is paid for"),
    "begin_organiser_note": Message(
        "The first payer stands here: change it if somebody else organises it."
    ),
    "begin_municipal": Message("Names of Finnish municipalities mean those municipalities"),
    "begin_share": Message("Share the cost"),
    "begin_no_column": Message("Choose at least one column."),
    "begin_done": Message(
        "The cost is shared. Change the total, the way of sharing or the payers below: the shares "
        "follow at once."
    ),
    "begin_again": Message("Change the table or begin again"),
    "begin_again_note": Message("What you changed below is then left out."),
    "begin_saved": Message("Or go on with a saved trial"),
    "begin_files": Message(
        "The agreement's files lie in the archive as a project of the program has them. Unpack it "
        "at the root of a project (made by {init}): the files come into {folder}. Then make the "
        "report: {report}"
    ),
}
"""The name of each text to its message; `blank_...` stand in the place of others."""
