"""The doorman: options in, one call, message out; one file per command.

Data goes to standard output, all else to standard error. Command modules import what they call inside the command,
so that ``kg --help`` starts at once.
"""
