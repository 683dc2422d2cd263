// Choices over a list: items that fit stay, and so do the parts of the page that still have one.
document.querySelectorAll('form.filter').forEach(function (form) {
  var status = form.querySelector('[role=status]');
  var fields = Array.from(form.querySelectorAll('[data-by]'), function (f) { return f.dataset.by; });
  var items = document.querySelectorAll(fields.map(function (f) { return '[data-' + f + ']'; }).join(''));
  var apply = function () {
    var asked = new FormData(form), n = 0;
    items.forEach(function (item) {
      item.hidden = fields.some(function (f) { return asked.get(f) && asked.get(f) !== item.dataset[f]; });
      n += !item.hidden;
    });
    document.querySelectorAll('[data-part]').forEach(function (part) {
      part.hidden = !Array.from(items).some(function (item) { return !item.hidden && part.contains(item); });
    });
    status.textContent = status.dataset.shown.replace('%', n);
  };
  // What a link leads to is shown, whatever was chosen before.
  var reveal = function () {
    var target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && (target.hidden || target.closest('[hidden]'))) { form.reset(); apply(); target.scrollIntoView(); }
  };
  form.addEventListener('change', apply);
  addEventListener('hashchange', reveal);
  document.addEventListener('click', function (e) {
    var link = e.target.closest('a[href^="#"]');
    if (link && link.hash === location.hash) reveal();
  });
  form.hidden = false;
  apply();
});
