"""The rule core: what the law says on a given day, with the article it rests on.

Plain Python and TOML rows; no framework, no clock, no network. Every public function takes the day it is asked
about, and answers with the row in force then and its citation. Where nothing is known it raises `UnknownLaw`: it
never defaults.

* `instruments` legal texts once; every `cite` resolves there
* `dated` numbers over time; `calendar`, `deadlines` working days, limits and clocks
* `outcomes`, `applicants` how a request ended and who asked, by edition of the annual report
* `remedies` what may be done against a reply, and who reviews it
* `fees` the information processing fee, itemised
* `formats`, `relations`, `checks` the statutory report forms and what their figures must satisfy
* `loading` strict reading of the rows; `errors` what is said when there is no answer

How to add a row is in `README.md` beside this file.
"""
