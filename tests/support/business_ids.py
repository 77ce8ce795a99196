"""Business ids of the municipalities of Kainuu, for documents made up by the stand-in service."""

KAINUU = {
    "105": "0185075-2",
    "205": "0214958-9",
    "290": "0186204-0",
    "578": "0188808-0",
    "620": "0189081-8",
    "697": "0189576-6",
    "765": "0189766-5",
    "777": "0189925-7",
}
