"""Records in the forms that other systems take: tables, packages of data, legal markup."""
