// Filters the dictionary and copies code. The pages inform without this file.
(function () {
  var fold = function (s) { return s.toLowerCase().replace(/đ/g, 'd').normalize('NFD').replace(/[\u0300-\u036f]/g, ''); };
  var input = document.getElementById('filter');
  if (input) {
    var status = input.form.querySelector('[role=status]');
    var sections = Array.from(document.querySelectorAll('.filtered')).map(function (section) {
      return [section, Array.from(section.querySelectorAll('tbody tr')).map(function (tr) { return [tr, fold(tr.textContent)]; })];
    });
    var filter = function () {
      var words = fold(input.value).split(/\s+/).filter(Boolean), n = 0;
      sections.forEach(function (s) {
        var shown = s[1].filter(function (row) {
          row[0].hidden = !words.every(function (w) { return row[1].indexOf(w) >= 0; });
          return !row[0].hidden;
        }).length;
        s[0].hidden = !shown;
        n += shown;
      });
      status.textContent = !words.length ? '' : n ? status.dataset.found.replace('#', n) : status.dataset.none;
    };
    input.form.hidden = false;
    input.form.addEventListener('submit', function (e) {
      e.preventDefault();
      var shown = Array.from(document.querySelectorAll('.filtered:not([hidden]) tbody tr:not([hidden]) a'));
      var first = shown.find(function (a) { return fold(a.textContent) === fold(input.value.trim()); }) || shown[0];
      if (input.value && first) first.click();
    });
    input.addEventListener('input', filter);
    filter();
  }

  if (navigator.clipboard) document.querySelectorAll('.copy').forEach(function (button) {
    var words = button.textContent;
    button.hidden = false;
    button.onclick = function () {
      navigator.clipboard.writeText(button.parentNode.querySelector('code').textContent).then(function () {
        button.textContent = button.dataset.done;
        setTimeout(function () { button.textContent = words; }, 1500);
      });
    };
  });
})();
